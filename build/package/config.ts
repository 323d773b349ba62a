import { join } from 'node:path';
import type { Configuration } from 'electron-builder';
import { APP_ID } from '#shared/releases/app-id.ts';
import { keepUpdaterOff } from './msi-registry.ts';

/** Like {@link APP_ID} for good: another code would install a second Branchline beside the first. */
export const MSI_UPGRADE_CODE = '6F1C3B52-8B0E-4D4C-9C37-6C3B2D1A7E90';

export interface PackageOptions {
  projectRoot: string;
  output: string;
  electronVersion: string;
  /** An unpacked Electron; without it electron-builder fetches the one of `electronVersion`. */
  electronDist?: string;
  /** Whether that Electron has texts of its own, of which two languages are kept. */
  withLocales: boolean;
  /** For the end-to-end suite alone: lets a debugger in, which Playwright needs. Never to be given to anybody. */
  inspectable: boolean;
  env: Readonly<Record<string, string | undefined>>;
}

/** What electron-builder is told. Certificates come from its own variables (`CSC_LINK`, `WIN_CSC_LINK`…). */
export function packageConfig(options: PackageOptions): Configuration {
  const { projectRoot, output, electronVersion, electronDist, withLocales, inspectable, env } = options;
  const resources = join(projectRoot, 'build', 'package', 'resources');
  const publisher = env.RELEASE_PUBLISHER;
  return {
    appId: APP_ID,
    productName: 'Branchline',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: electron-builder fills it in.
    artifactName: 'branchline-${version}-${os}-${arch}.${ext}',
    directories: { output, buildResources: resources },
    electronVersion,
    ...(electronDist === undefined ? {} : { electronDist }),
    // Everything is bundled: there is no package to install or to compile in the app's folder.
    npmRebuild: false,
    nodeGypRebuild: false,
    asar: true,
    files: ['**/*'],
    ...(withLocales && { electronLanguages: ['zh-CN', 'en-US'] }),
    electronFuses: {
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: inspectable,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
    },
    // The client asks its own server for updates, wherever that is: the address here is never used, but without one
    // there is neither the file the updater reads at its start nor the one that lists a release's installers.
    publish: { provider: 'generic', url: 'https://branchline.invalid/releases' },
    win: {
      icon: join(resources, 'icon.ico'),
      target: [
        { target: 'nsis', arch: ['x64'] },
        { target: 'msi', arch: ['x64'] },
      ],
      // What the updater compares the signature of an installer with; without it that check is skipped.
      ...(publisher === undefined ? {} : { signtoolOptions: { publisherName: publisher } }),
    },
    forceCodeSigning: env.BRANCHLINE_SIGN === '1',
    nsis: { oneClick: true, perMachine: false, deleteAppDataOnUninstall: false },
    msi: { oneClick: true, perMachine: true, runAfterFinish: false, upgradeCode: MSI_UPGRADE_CODE },
    msiProjectCreated: keepUpdaterOff,
    mac: {
      icon: join(resources, 'icon.icns'),
      category: 'public.app-category.business',
      target: ['dmg', 'zip'],
      hardenedRuntime: true,
    },
    linux: {
      icon: join(resources, 'icons'),
      executableName: 'branchline',
      category: 'Office',
      target: ['deb', 'AppImage'],
      maintainer: env.BRANCHLINE_MAINTAINER ?? 'Branchline <it@branchline.invalid>',
      synopsis: 'Customer relationships for bank branches, also without the line',
    },
  };
}
