import { OutboxDrawer as Drawer } from './outbox-drawer.tsx';

export const OutboxDrawer = Drawer;
