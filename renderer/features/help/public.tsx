import { lazy } from 'react';

export const HelpPanel = lazy(async () => ({ default: (await import('./help-panel.tsx')).HelpPanel }));
