/** For a browser with which nobody knows where to go on: its sign-in is over, or was never begun. */
export const lostPage = `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Branchline</title>
<style>
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: #f4f7f7; color: #12282b; font: 16px/1.6 system-ui, sans-serif; }
main { max-width: 32rem; padding: 2rem; }
h1 { font-size: 1.25rem; margin: 0 0 .5rem; }
p { margin: 0 0 1.5rem; color: #435a5d; }
</style>
</head>
<body>
<main>
<h1>此次登录已失效</h1>
<p>请关闭本页，回到 Branchline 重新登录。</p>
<section lang="en">
<h1>This sign-in is over</h1>
<p>Close this page, go back to Branchline and begin again.</p>
</section>
</main>
</body>
</html>
`;
