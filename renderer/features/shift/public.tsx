import { lazy } from 'react';
import { ShiftFigures as Figures } from './shift-figures.tsx';

export const ShiftFigures = Figures;
export const ShiftPage = lazy(async () => ({ default: (await import('./shift-page.tsx')).ShiftPage }));
