import inspector from 'node:inspector';
import { app, protocol } from 'electron';
import { openLog } from './main/log.ts';
import { APP_SCHEME, appSchemePrivileges } from './main/origin.ts';
import { pathsIn, userDataOverride } from './main/paths.ts';
import { start } from './main/start.ts';
import { dropSwitches } from './main/switches.ts';
import { nameForWindows } from './main/windows-identity.ts';

// Before anything else: these count only until the app is ready. No crash reporter is started, and Chromium's own is
// switched off: a dump holds customers and keys.
app.setName('Branchline');
nameForWindows(process.platform, (id) => app.setAppUserModelId(id));
const userData = userDataOverride(app.isPackaged, process.env);
if (userData !== null) app.setPath('userData', userData);
app.enableSandbox();
dropSwitches({ packaged: app.isPackaged, debugged: inspector.url() !== undefined }, (name) =>
  app.commandLine.removeSwitch(name),
);
app.commandLine.appendSwitch('disable-breakpad');
app.commandLine.appendSwitch('disable-crash-reporter');
protocol.registerSchemesAsPrivileged([{ scheme: APP_SCHEME, privileges: appSchemePrivileges }]);

if (app.requestSingleInstanceLock()) {
  const log = openLog(pathsIn(app.getPath('userData')).log, () => new Date());
  void start({ distFolder: __dirname, log });
} else {
  app.quit();
}
