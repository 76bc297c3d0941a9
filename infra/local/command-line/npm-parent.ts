import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

interface ProcessEntry {
  readonly command: string
  readonly parent: number
}

const fromProc = (pid: number): ProcessEntry => {
  const [, command = '', parent = ''] = /\((.*)\) \S (\d+) /s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? []
  return { command, parent: Number(parent) }
}

const fromPs = (pid: number): ProcessEntry => {
  const { stdout } = spawnSync('ps', ['-o', 'ppid=,comm=', '-p', String(pid)], { encoding: 'utf8' })
  const [, parent = '', command = ''] = /^\s*(\d+)\s+(.*)/.exec(stdout ?? '') ?? []
  return { command, parent: Number(parent) }
}

const findProcess = (pid: number): ProcessEntry => {
  try {
    return fromProc(pid)
  } catch {
    return fromPs(pid)
  }
}

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** npm runs a script in a shell of its own; some shells replace themselves by the script's program. */
const processesAbove = (): readonly number[] => {
  const { command, parent } = findProcess(process.ppid)
  return /^(npm|node)/.test(command) || parent <= 1 ? [process.ppid] : [process.ppid, parent]
}

const lookMs = 100

/**
 * Stops with the npm that started this process. A signal to npm alone ends npm and its shell, never the program in that shell, which
 * would go on holding the port and the data directory. Without npm it watches nothing, so that a program started in the background
 * outlives its shell.
 */
export const stopWithNpm = (stop: () => void): void => {
  if (process.env['npm_lifecycle_event'] === undefined) return
  const above = processesAbove()
  const timer = setInterval(() => {
    if (process.ppid === above[0] && above.every(isRunning)) return
    clearInterval(timer)
    stop()
  }, lookMs)
  timer.unref()
}
