// Runs before the first paint, so that a dark screen does not flash white. A file of its own: the content security
// policy refuses inline scripts. The client takes over from here (keys of app/client.tsx and ui/appearance.ts).
(() => {
  let chosen = 'light';
  let contrast = null;
  try {
    chosen = localStorage.getItem('branchline.theme') ?? 'light';
    contrast = localStorage.getItem('branchline.contrast');
  } catch {}
  const { dataset } = document.documentElement;
  const dark = chosen === 'dark' || (chosen === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches);
  dataset.mantineColorScheme = dark ? 'dark' : 'light';
  // Who asked the system for more contrast gets it here without asking again.
  const more = contrast === null ? matchMedia('(prefers-contrast: more)').matches : contrast === 'more';
  dataset.contrast = more ? 'more' : 'standard';
})();
