/**
 * The chat template of Gemma 3 for text, from its documented turn format: a turn is
 * `<start_of_turn>ROLE\nTEXT<end_of_turn>\n`, the assistant's role is `model`, and there is no system role:
 * a system text stands before the first turn's text, with a blank line between.
 */
export const gemmaChatTemplate = `{{ bos_token }}
{%- set system = namespace(text='') -%}
{%- if messages[0]['role'] == 'system' -%}
    {%- set system.text = messages[0]['content'] | trim + '\\n\\n' -%}
    {%- set turns = messages[1:] -%}
{%- else -%}
    {%- set turns = messages -%}
{%- endif -%}
{%- for message in turns -%}
    {{ '<start_of_turn>' + ('model' if message['role'] == 'assistant' else message['role']) + '\\n' }}
    {%- if loop.first %}{{ system.text }}{% endif -%}
    {{ message['content'] | trim }}
    {{- '<end_of_turn>\\n' -}}
{%- endfor -%}
{%- if add_generation_prompt -%}
    {{ '<start_of_turn>model\\n' }}
{%- endif -%}
`;
