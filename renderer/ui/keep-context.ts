import { createContext, use } from 'react';
import { createKeep, type Keep } from './keep.ts';

export const KeepContext = createContext<Keep>(createKeep());

export function useKeep(): Keep {
  return use(KeepContext);
}
