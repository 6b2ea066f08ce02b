import { useSignalEffect } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { Composer } from './composer.tsx';
import { exchanges, startOver } from './conversation.ts';
import { ExchangeView } from './exchange-view.tsx';
import { NewIcon, Rosette } from './icons.tsx';
import { chooseLanguage, language, texts } from './language.ts';
import { messages } from './messages.ts';
import { Welcome } from './welcome.tsx';

/** How far from the end a reader may be and still be taken along with the answer. */
const nearEndPixels = 120;

export function App() {
  return (
    <>
      <Header />
      <Conversation />
      <Composer />
    </>
  );
}

function Header() {
  const words = texts.value;
  return (
    <header>
      <Rosette />
      <div class="name">
        <h1>Соро</h1>
        <p>{words.tagline}</p>
      </div>
      <select
        aria-label={words.language}
        value={language.value}
        onChange={(event) => chooseLanguage(event.currentTarget.value)}
      >
        {Object.entries(messages).map(([code, { languageName }]) => (
          <option key={code} value={code}>
            {languageName}
          </option>
        ))}
      </select>
      <button
        type="button"
        class="new"
        aria-label={words.newConversation}
        title={words.newConversation}
        disabled={exchanges.value.length === 0}
        onClick={startOver}
      >
        <NewIcon />
        <span>{words.newConversation}</span>
      </button>
    </header>
  );
}

function Conversation() {
  const area = useRef<HTMLElement>(null);
  const count = useRef(0);
  useSignalEffect(() => {
    const list = exchanges.value;
    const last = list[list.length - 1];
    const asked = list.length > count.current;
    count.current = list.length;
    void last?.answer.value;
    void last?.state.value;
    const element = area.current;
    if (!element || !last) return;
    const distance = element.scrollHeight - element.scrollTop - element.clientHeight;
    if (!asked && distance > nearEndPixels) return;
    requestAnimationFrame(() => {
      element.scrollTop = element.scrollHeight;
    });
  });
  const list = exchanges.value;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <main ref={area} tabIndex={0}>
      {list.length === 0 ? (
        <Welcome />
      ) : (
        <div class="exchanges" role="log" aria-live="polite">
          {list.map((exchange, index) => (
            <ExchangeView key={exchange.id} exchange={exchange} isLast={index === list.length - 1} />
          ))}
        </div>
      )}
    </main>
  );
}
