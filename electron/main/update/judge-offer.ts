import { z } from 'zod';
import { verifiedManifest } from '#shared/crypto/release-signature.ts';
import { signedOffer } from '#shared/protocol/releases.ts';
import { type Arch, installerOf, type Platform, type ReleaseManifest } from '#shared/releases/manifest.ts';
import { compareVersions, version } from '#shared/releases/version.ts';
import { UpdateRefused } from './refused.ts';

/** The program that runs here. */
export interface RunningProgram {
  version: string;
  electron: string;
  platform: Platform;
  arch: Arch;
  channel: string;
  /** By the machine's policy. */
  ring?: string;
}

/** The parts of a channel file that decide what is downloaded and run. */
const channelFile = z.object({
  version,
  files: z.array(z.object({ url: z.string(), size: z.number(), sha512: z.string() })).length(1),
  path: z.string(),
  sha512: z.string(),
  /** electron-updater downloads it besides the installer and runs it; ours have none. */
  packages: z.undefined().optional(),
  isAdminRightsRequired: z.undefined().optional(),
  branchline: signedOffer,
});

/**
 * The signed manifest behind an offer. Everything that electron-updater goes by must be what was signed, for this
 * channel, system and processor, and newer: the channel file itself is only the server's word.
 *
 * @throws UpdateRefused
 */
export async function judgeOffer(
  offer: unknown,
  running: RunningProgram,
  publicKeys: readonly string[],
): Promise<ReleaseManifest> {
  const named = z.object({ version }).safeParse(offer).data?.version;
  const read = channelFile.safeParse(offer);
  if (!read.success) throw new UpdateRefused('manifest_mismatch', named);
  const { files, path, sha512, branchline } = read.data;
  const manifest = await verifiedManifest(publicKeys, branchline.manifest, branchline.signature);
  if (manifest === null) throw new UpdateRefused('bad_signature', named);
  const installer = installerOf(manifest);
  const [file] = files;
  const same =
    manifest.version === read.data.version &&
    file?.url === installer.name &&
    file.size === installer.size &&
    file.sha512 === installer.sha512 &&
    path === installer.name &&
    sha512 === installer.sha512;
  if (!same) throw new UpdateRefused('manifest_mismatch', named);
  refuseUnfit(manifest, running);
  return manifest;
}

/** @throws UpdateRefused for a release that is not for this program, or would take it back */
export function refuseUnfit(manifest: ReleaseManifest, running: RunningProgram): void {
  const { channel, platform, arch } = manifest;
  if (channel !== running.channel || platform !== running.platform || arch !== running.arch) {
    throw new UpdateRefused('wrong_target', manifest.version);
  }
  if (compareVersions(manifest.version, running.version) <= 0) {
    throw new UpdateRefused('older_version', manifest.version);
  }
  if (compareVersions(manifest.electron, running.electron) < 0) {
    throw new UpdateRefused('older_electron', manifest.version);
  }
}
