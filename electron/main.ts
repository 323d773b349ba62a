import { app, protocol } from 'electron';
import { openLog } from './main/log.ts';
import { APP_SCHEME, appSchemePrivileges } from './main/origin.ts';
import { pathsIn, userDataOverride } from './main/paths.ts';
import { start } from './main/start.ts';

// Before anything else: these count only until the app is ready. No crash reporter is started: a dump holds customers.
app.setName('Branchline');
const userData = userDataOverride(app.isPackaged, process.env);
if (userData !== null) app.setPath('userData', userData);
app.enableSandbox();
protocol.registerSchemesAsPrivileged([{ scheme: APP_SCHEME, privileges: appSchemePrivileges }]);

if (app.requestSingleInstanceLock()) {
  const log = openLog(pathsIn(app.getPath('userData')).log, () => new Date());
  void start({ distFolder: __dirname, log });
} else {
  app.quit();
}
