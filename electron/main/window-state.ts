import { z } from 'zod';

const pixels = z.int().min(-100_000).max(100_000);

export const windowState = z.object({
  x: pixels,
  y: pixels,
  width: z.int().min(1).max(100_000),
  height: z.int().min(1).max(100_000),
  maximised: z.boolean(),
});
export type WindowState = z.infer<typeof windowState>;

/** In device-independent pixels, as Electron gives them. */
export interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

export const MIN_WIDTH = 960;
export const MIN_HEIGHT = 600;
const DEFAULT_WIDTH = 1280;
const DEFAULT_HEIGHT = 800;
/** So much of the title bar must lie on a screen, or nobody can move the window back. */
const VISIBLE = 80;

export interface WindowPlacement {
  /** Absent: let the system place it. */
  x?: number;
  y?: number;
  width: number;
  height: number;
  maximised: boolean;
}

/** Reads what was saved; a file that is missing, damaged or of another version counts as none. */
export function parseWindowState(text: string | null): WindowState | null {
  if (text === null) return null;
  try {
    return windowState.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/**
 * Where to put the window: as it was, unless the screens have changed since. A window that would lie outside all of
 * them is placed by the system; one larger than its screen is made to fit.
 */
export function placeWindow(saved: WindowState | null, screens: readonly Area[]): WindowPlacement {
  const screen = saved && screens.find((area) => titleBarVisible(saved, area));
  if (!saved || !screen) {
    const smallest = screens[0];
    return {
      width: Math.min(DEFAULT_WIDTH, smallest?.width ?? DEFAULT_WIDTH),
      height: Math.min(DEFAULT_HEIGHT, smallest?.height ?? DEFAULT_HEIGHT),
      maximised: saved?.maximised ?? false,
    };
  }
  return {
    x: saved.x,
    y: saved.y,
    width: clamp(saved.width, MIN_WIDTH, screen.width),
    height: clamp(saved.height, MIN_HEIGHT, screen.height),
    maximised: saved.maximised,
  };
}

function titleBarVisible(window: Area, screen: Area): boolean {
  const across =
    Math.min(window.x + window.width, screen.x + screen.width) - Math.max(window.x, screen.x) >= VISIBLE;
  const down = window.y >= screen.y && window.y + VISIBLE <= screen.y + screen.height;
  return across && down;
}

/** A screen smaller than the least size wins over the least size. */
function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
