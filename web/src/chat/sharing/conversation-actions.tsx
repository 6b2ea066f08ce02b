import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { texts } from '../../language/language.ts';
import { giveFile } from '../../parts/give-file.ts';
import { Icon } from '../../parts/icons.tsx';
import { PrintSheet } from '../../staff/print/print-sheet.tsx';
import { AnswerText } from '../../text/answer-text.tsx';
import { FormulaContext } from '../../text/formula.tsx';
import { conversation, path } from '../conversation/open-conversation.ts';
import { conversationFileName, conversationText } from './conversation-text.ts';
import './conversation-paper.css';

/** What can be done with a whole conversation: print it, give it away as a file. */
export function ConversationActions() {
  const words = texts.value;
  const prints = useSignal(false);
  const title = conversation.value?.title || words.untitled;
  useEffect(() => {
    if (!prints.value) return;
    const end = () => {
      prints.value = false;
    };
    addEventListener('afterprint', end);
    print();
    return () => removeEventListener('afterprint', end);
  }, [prints.value]);
  const share = async () => {
    const text = conversationText(path.value, {
      title,
      day: new Date().toLocaleDateString('ru'),
      you: words.you,
      caution: words.caution,
    });
    const file = new File([text], conversationFileName(title), { type: 'text/plain' });
    if (navigator.canShare?.({ files: [file] })) {
      // Turned down by the person: nothing to tell.
      await navigator.share({ files: [file], title }).catch(() => {});
    } else giveFile(file, file.name);
  };
  return (
    <div class="conversation-actions">
      <button type="button" class="link" onClick={() => void share()}>
        <Icon name="share" /> {words.shareConversation}
      </button>
      <button
        type="button"
        class="link"
        onClick={() => {
          prints.value = true;
        }}
      >
        <Icon name="print" /> {words.printConversation}
      </button>
      {prints.value && (
        <PrintSheet>
          <article class="conversation-paper" lang="tg">
            <h1>{title}</h1>
            {path.value.map((message) =>
              message.role === 'user' ? (
                <p key={message.id} class="asked-on-paper">
                  {words.you}: {message.text}
                </p>
              ) : (
                <div key={message.id} dir={message.script === 'Arab' ? 'rtl' : 'ltr'}>
                  <FormulaContext.Provider
                    value={new Map(message.formulas.map(({ source, mathml }) => [source, mathml]))}
                  >
                    <AnswerText text={message.text} />
                  </FormulaContext.Provider>
                  {message.grounding?.citations.map(({ number, book, printedPage, page }) => (
                    <p key={number} class="source-on-paper">
                      [{number}] {book.title}, {printedPage || page}
                    </p>
                  ))}
                  {message.correction && (
                    <section class="correction-on-paper">
                      <strong>{words.correction}</strong>
                      <AnswerText text={message.correction.text} />
                    </section>
                  )}
                </div>
              ),
            )}
            <p class="source-on-paper">{words.caution}</p>
          </article>
        </PrintSheet>
      )}
    </div>
  );
}
