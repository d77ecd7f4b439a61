/** A stand-in for the `electron` module: the app's real files run on it, each window a page of Chromium, the core a real process. What it cannot show is said in docs/unproven.md. */
import { onControl } from './control.ts'
import { utilityProcesses } from './utilityProcess.ts'

export { app } from './app.ts'
export { BrowserWindow } from './browserWindow.ts'
export { ipcMain } from './ipc.ts'
export { MessageChannelMain } from './ports.ts'
export { protocol, session } from './session.ts'
export { dialog, globalShortcut, Menu, nativeImage, nativeTheme, safeStorage, screen, shell, Tray } from './system.ts'
export { utilityProcess } from './utilityProcess.ts'

/** As a crash would. */
onControl('killCore', () => utilityProcesses[0]?.kill('SIGKILL') ?? false)
onControl('core', () => utilityProcesses.map(({ pid, env }) => ({ pid, env })))
