// Runs before the first paint, so that a dark screen does not flash white. A file of its own: the content security
// policy refuses inline scripts. The client takes over from here (localStorage key of app/client.tsx).
(() => {
  let chosen = 'light';
  try {
    chosen = localStorage.getItem('branchline.theme') ?? 'light';
  } catch {}
  const dark = chosen === 'dark' || (chosen === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.mantineColorScheme = dark ? 'dark' : 'light';
})();
