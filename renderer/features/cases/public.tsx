import { lazy } from 'react';
import { CasePanel as Panel } from './case-panel.tsx';

/** What other parts may use of complaints and requests. */
export const CasePanel = Panel;

export const CasesPage = lazy(async () => ({ default: (await import('./cases-page.tsx')).CasesPage }));
