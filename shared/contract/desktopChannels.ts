/** Names by which main, preload and page find each other; apart from the schemas, because the preload carries nothing else. */

/** Where the page finds its bridge on `window`. */
export const DESKTOP_BRIDGE = 'plumblineDesktop'
/** The window message that brings the page a port. */
export const PORT_MESSAGE = 'plumbline:port'

/** Channels between preload and main; nothing else is listened to. */
export const CHANNELS = { ask: 'plumbline.ask', event: 'plumbline.event', port: 'plumbline.port', connect: 'plumbline.connect', link: 'plumbline.link' } as const
