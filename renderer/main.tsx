import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './ui/global.css';
import { createRoot } from 'react-dom/client';
import { Client } from './app/client.tsx';
import { startClient } from './app/start.ts';
import { startI18n } from './i18n/setup.ts';

const container = document.getElementById('root');
if (!container) throw new Error('index.html has no #root');

await startI18n();
createRoot(container).render(<Client starting={startClient()} />);
