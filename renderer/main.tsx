import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './ui/global.css';
import { createRoot } from 'react-dom/client';
import { ANSWER_PATH } from '#shared/protocol/provider.ts';
import { AnswerPage } from './app/answer-page.tsx';
import { handOverAnswer } from './app/browser-provider.ts';
import { Client, Themed } from './app/client.tsx';
import { startClient } from './app/start.ts';
import { startI18n } from './i18n/setup.ts';

const container = document.getElementById('root');
if (!container) throw new Error('index.html has no #root');

await startI18n();
if (location.pathname === ANSWER_PATH) {
  // Another window has the data of this device open, and waits for what this one brings.
  const signedIn = handOverAnswer();
  createRoot(container).render(
    <Themed>
      <AnswerPage signedIn={signedIn} />
    </Themed>,
  );
} else {
  createRoot(container).render(<Client starting={startClient()} />);
}
