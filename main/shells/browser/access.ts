/** Who may talk to the browser shell: one-time tokens become cookies, and every request proves where it comes from. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

/** Beyond these the oldest is forgotten. */
const MOST_TOKENS = 20
const MOST_SESSIONS = 50

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
const fresh = (): string => randomBytes(32).toString('base64url')

/** Secrets kept as digests and compared in constant time. */
class Kept {
  private digests: Buffer[] = []
  private readonly most: number
  constructor(most: number) {
    this.most = most
  }
  make(): string {
    const secret = fresh()
    this.digests.push(digest(secret))
    if (this.digests.length > this.most) this.digests.shift()
    return secret
  }
  has(secret: string | undefined): boolean {
    return this.find(secret) !== undefined
  }
  take(secret: string | undefined): boolean {
    const found = this.find(secret)
    this.digests = this.digests.filter((one) => one !== found)
    return found !== undefined
  }
  private find(secret: string | undefined): Buffer | undefined {
    if (secret === undefined || secret.length > 200) return undefined
    const asked = digest(secret)
    return this.digests.filter((one) => timingSafeEqual(one, asked))[0]
  }
}

/** A request as far as access is concerned. */
export interface Caller {
  readonly headers: IncomingHttpHeaders
}

export interface Access {
  /** A token for one use, to be put into a link. */
  token(): string
  /** The value of a Set-Cookie header in exchange for an unused token. */
  enter(token: string | undefined): string | undefined
  /** `page`: a browser that has entered. `local`: a command of this machine that read the secret of the runtime file. */
  who(caller: Caller): 'page' | 'local' | 'stranger'
  /** Host and Origin name this server and no other: what a rebound name or a foreign page cannot do. */
  fromHere(caller: Caller, needOrigin: boolean): boolean
  /** For commands on this machine, kept in a file that only its owner may read. */
  readonly secret: string
}

/** The first cookie of this name; a second one, set by another port's page, must not decide. */
function cookieOf(header: string | undefined, name: string): string | undefined {
  if (header === undefined || header.length > 16_384) return undefined
  const found = header.split(/; */).filter((pair) => pair.startsWith(`${name}=`))
  return found.length === 1 ? found[0]!.slice(name.length + 1) : undefined
}

export function createAccess(port: number): Access {
  const tokens = new Kept(MOST_TOKENS)
  const sessions = new Kept(MOST_SESSIONS)
  const secret = fresh()
  // Cookies know no ports: the name keeps two workspaces apart.
  const cookie = `plumbline_${port}`
  const host = `127.0.0.1:${port}`
  const isSecret = (text: string): boolean => timingSafeEqual(digest(text), digest(secret))
  return {
    secret,
    token: () => tokens.make(),
    enter: (token) => (tokens.take(token) ? `${cookie}=${sessions.make()}; HttpOnly; SameSite=Strict; Path=/` : undefined),
    who: ({ headers }) => {
      const bearer = /^Bearer ([\w-]{1,200})$/.exec(headers.authorization ?? '')?.[1]
      // A page always says where it is from: only a program can leave both out.
      if (bearer !== undefined) return headers.origin === undefined && headers.cookie === undefined && isSecret(bearer) ? 'local' : 'stranger'
      return sessions.has(cookieOf(headers.cookie, cookie)) ? 'page' : 'stranger'
    },
    fromHere: ({ headers }, needOrigin) => {
      if (headers.host !== host) return false
      if (headers.origin === undefined) return !needOrigin
      return headers.origin === `http://${host}`
    },
  }
}
