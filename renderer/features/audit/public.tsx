import { lazy } from 'react';

export const AuditPage = lazy(async () => ({ default: (await import('./audit-page.tsx')).AuditPage }));
