import { lazy } from 'react';

export const CalendarPage = lazy(async () => ({
  default: (await import('./calendar-page.tsx')).CalendarPage,
}));
