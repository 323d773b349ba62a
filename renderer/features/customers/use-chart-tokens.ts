import { useEffect, useState } from 'react';

/** The colours of the theme as a chart needs them: worked out, for it cannot read variables. */
export interface Tokens {
  readonly text: string;
  readonly muted: string;
  readonly line: string;
  readonly surface: string;
  readonly accent: string;
  readonly warning: string;
  readonly font: string;
}

const variables = {
  text: '--mantine-color-text',
  muted: '--bl-muted',
  line: '--bl-line',
  surface: '--bl-surface',
  accent: '--bl-accent',
  warning: '--bl-warning',
} as const;

/** The theme's colours now; others when the scheme or the contrast changes. */
export function useTokens(): Tokens {
  const [tokens, setTokens] = useState(read);
  useEffect(() => {
    const again = () => setTokens(read());
    const observer = new MutationObserver(again);
    // Whoever changes the look says so on the document's element.
    observer.observe(document.documentElement, { attributes: true });
    const queries = ['(prefers-contrast: more)', '(forced-colors: active)'].map((query) =>
      window.matchMedia(query),
    );
    for (const query of queries) query.addEventListener('change', again);
    return () => {
      observer.disconnect();
      for (const query of queries) query.removeEventListener('change', again);
    };
  }, []);
  return tokens;
}

/** A variable that holds `light-dark()` has no value of its own: an element that uses it has. */
function read(): Tokens {
  const probe = document.createElement('span');
  document.body.append(probe);
  const colours = Object.fromEntries(
    Object.entries(variables).map(([name, variable]) => {
      probe.style.color = `var(${variable})`;
      return [name, getComputedStyle(probe).color];
    }),
  ) as Record<keyof typeof variables, string>;
  probe.remove();
  return { ...colours, font: getComputedStyle(document.body).fontFamily };
}
