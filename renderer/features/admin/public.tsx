import { lazy } from 'react';

import { FileMenu as Menu } from './file-menu.tsx';
import { sectionsOf as ofRole } from './sections.ts';

export const FileMenu = Menu;

/** What of the administration a role has a use for. */
export const sectionsOf = ofRole;

export const AdminPage = lazy(async () => ({
  default: (await import('./admin-page.tsx')).AdminPage,
}));
