import { AlertList } from './alert-list.tsx';
import { OffersPanel } from './offers-panel.tsx';

/**
 * What the customer page shows of the counter as well. Apart from the counter's own page, which is a chunk of its own:
 * nobody loads the counter to see a file.
 */
export const counterParts = { AlertList, OffersPanel };
