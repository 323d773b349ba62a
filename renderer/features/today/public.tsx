import { lazy } from 'react';

export const TodayPage = lazy(async () => ({ default: (await import('./today-page.tsx')).TodayPage }));
