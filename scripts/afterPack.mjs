import path from 'node:path';
import { packageProblems } from './packageContents.mjs';

const archNames = { 1: 'x64', 3: 'arm64' };

/** Called by electron-builder before it makes installers; a broken package must not become one. */
export default function afterPack({ appOutDir, electronPlatformName: platform, arch, packager }) {
  const mac = path.join(appOutDir, `${packager.appInfo.productFilename}.app`, 'Contents/Resources');
  const resources = platform === 'darwin' ? mac : path.join(appOutDir, 'resources');
  const problems = packageProblems(resources, { platform, arch: archNames[arch] });
  if (problems.length > 0) throw new Error(`the package is not right:\n  ${problems.join('\n  ')}`);
}
