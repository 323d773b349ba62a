/** Made by build/guide/plugin.ts. */
declare module 'virtual:guide/*' {
  import type { Chapter } from '#renderer/features/help/guide.ts';

  export const chapters: readonly Chapter[];
}
