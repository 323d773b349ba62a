import type { ReleaseKeys } from '#shared/crypto/release-signature.ts';
import { branchesResponse } from '#shared/protocol/organisation.ts';
import { releasesResponse } from '#shared/protocol/releases.ts';
import type { ReleaseManifest } from '#shared/releases/manifest.ts';
import type { Device } from '#sync-server/test/device.ts';
import { makeRelease, setRing, uploadRelease } from '#sync-server/test/release.ts';

const reason = '试点两周无问题';

/** Releases in each stage that a roll-out has; nothing on a server that takes none of these keys, or has some. */
export async function fillReleases(admin: Device, keys: ReleaseKeys): Promise<void> {
  const { ready, items } = releasesResponse.parse(await admin.request('/admin/releases'));
  if (!ready || items.length > 0) return;
  const { items: units } = branchesResponse.parse(await admin.request('/admin/branches'));
  const pilots = units.flatMap(({ id, customers }) => (customers > 0 ? [id] : [])).slice(0, 2);
  const release = (version: string, given: Partial<ReleaseManifest> = {}) =>
    makeRelease(keys, version, {
      notes: { 'zh-CN': '柜面交接单修正。', en: 'The counter’s hand-over slip is mended.' },
      ...given,
    });

  await setRing(admin, await uploadRelease(admin, await release('1.3.0')), { reason });
  const stopped = await uploadRelease(admin, await release('1.3.1'));
  await setRing(admin, stopped, { stage: 'share', percent: 10, reason });
  await admin.post(`/admin/releases/${stopped}/pause`, { reason: '柜面反馈打印异常' });
  const next = await uploadRelease(admin, await release('1.4.0'));
  await setRing(admin, next, { stage: 'share', percent: 25, pilots, reason });
  const windows = await uploadRelease(admin, await release('1.4.0', { platform: 'win32' }));
  await setRing(admin, windows, { stage: 'pilot', pilots, reason });
  // Announced, and its files are still on their way.
  const { text, signature } = await release('1.4.0', { platform: 'darwin', arch: 'arm64' });
  await admin.post('/admin/releases', { manifest: text, signature });
}
