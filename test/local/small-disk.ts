import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A file system of a few megabytes, which can be filled. */
export interface SmallDisk {
  release(): void
}

/** Mounts one at a folder; undefined where this user may not mount. */
export const findSmallDisk = (folder: string): SmallDisk | undefined => {
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'harbour-test', folder])
  return status === 0 ? { release: () => void spawnSync('umount', ['-l', folder]) } : undefined
}

/** True where a small file system can be mounted. */
export const canMount = (): boolean => {
  const folder = mkdtempSync(join(tmpdir(), 'harbour-mount-'))
  const disk = findSmallDisk(folder)
  disk?.release()
  rmSync(folder, { recursive: true })
  return disk !== undefined
}
