import type { HostLanguage } from '#shared/ipc/desktop-api.ts';
import type { ProviderAnswer } from '#shared/protocol/provider.ts';
import { textsIn } from '../texts.ts';

/** What the browser shows once the sign-in went back to the program: nothing of the person, and no script. */
export function answeredPage(language: HostLanguage, answer: ProviderAnswer): string {
  const { signedIn, returned, body } = textsIn(language).answered;
  const title = 'ticket' in answer ? signedIn : returned;
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Branchline</title>
<style>
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: #f4f7f7; color: #12282b; font: 16px/1.6 system-ui, sans-serif; }
main { max-width: 32rem; padding: 2rem; }
h1 { font-size: 1.25rem; margin: 0 0 .5rem; }
p { margin: 0; color: #435a5d; }
</style>
</head>
<body><main><h1>${title}</h1><p>${body}</p></main></body>
</html>
`;
}
