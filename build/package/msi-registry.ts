import { readFile, writeFile } from 'node:fs/promises';

/** Its identity for Windows Installer; another one would leave the old value behind. */
const COMPONENT = '3C2B7A54-2D2F-4C2B-9A8C-5F0D7B6E1C21';

/**
 * Has the MSI switch the updater off by policy: what was installed for the machine is updated by whoever installed it,
 * and no user could replace it anyway. Group Policy may set the value otherwise afterwards.
 *
 * @param projectFile the WiX source that electron-builder is about to compile
 */
export async function keepUpdaterOff(projectFile: string): Promise<void> {
  await writeFile(projectFile, withPolicy(await readFile(projectFile, 'utf8')));
}

/** @throws where electron-builder's template has no place for it any more */
export function withPolicy(source: string): string {
  const end = source.lastIndexOf('</ComponentGroup>');
  if (end < 0) throw new Error('The MSI project has no group of components to put the policy into.');
  const component = [
    `  <Component Id="UpdatesByIT" Guid="${COMPONENT}">`,
    '        <RegistryValue Root="HKLM" Key="Software\\Policies\\Branchline" Name="Updates" Type="string" Value="off" KeyPath="yes"/>',
    '      </Component>\n    ',
  ].join('\n');
  return source.slice(0, end) + component + source.slice(end);
}
