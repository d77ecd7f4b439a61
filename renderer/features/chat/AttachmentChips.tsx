/** The files of a question: small pictures and names; in the composer with progress and a way to take them back, in the question with a way into the library. */
import { FileText, LibraryBig, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import type { Sha256 } from '../../../shared/model/ids.ts'
import type { Attachment } from '../../../shared/model/turn.ts'
import { IconButton } from '../../ui/Button.tsx'
import type { Chat } from './actions.ts'

const sizeOf = (bytes: number): string => (bytes < 1000 ? `${bytes} bytes` : bytes < 1e6 ? `${Math.round(bytes / 1000)} KB` : `${(bytes / 1e6).toFixed(1)} MB`)
const chip = 'flex max-w-56 items-center gap-2 rounded-lg border border-line bg-raised py-1 pl-2 text-[0.8125rem]'

/** Pictures that were shown, so that scrolling asks for each once. */
const pictures = new Map<string, Promise<string>>()
const REMEMBERED = 40

function usePicture(chat: Chat, sha256: Sha256 | undefined): string | undefined {
  const [source, setSource] = useState<string>()
  useEffect(() => {
    if (!sha256) return
    let left = false
    const asked = pictures.get(sha256) ?? chat.core.connection.client.attachment.image({ sha256 }).then(({ mediaType, base64 }) => `data:${mediaType};base64,${base64}`)
    pictures.set(sha256, asked)
    if (pictures.size > REMEMBERED) pictures.delete([...pictures.keys()][0]!)
    asked.then((data) => left || setSource(data)).catch(() => pictures.delete(sha256))
    return () => {
      left = true
    }
  }, [chat, sha256])
  return source
}

function Face({ chat, attachment }: { chat: Chat; attachment: Attachment }) {
  const picture = usePicture(chat, attachment.source === undefined ? attachment.sha256 : undefined)
  return picture ? <img src={picture} alt="" className="size-7 shrink-0 rounded-sm object-cover" /> : <FileText size={15} aria-hidden="true" className="shrink-0 text-soft" />
}

function Name({ attachment }: { attachment: Attachment }) {
  return (
    <span className="min-w-0">
      <bdi className="block truncate">{attachment.name}</bdi>
      <span className="block text-xs text-soft">{sizeOf(attachment.bytes)}</span>
    </span>
  )
}

/** Beside the field: the files of earlier questions, which are sources of this one too unless they are taken out. */
export function CarriedFiles({ chat, draft, files }: { chat: Chat; draft: string; files: readonly Attachment[] }) {
  const known = useStore(chat.drafts.out, (state) => state[draft])
  const out = known ?? chat.drafts.takenOut(draft)
  const going = files.filter(({ sha256 }) => !out.includes(sha256))
  const gone = files.length - going.length
  if (files.length === 0) return null
  return (
    <div className="flex max-h-28 flex-wrap items-center gap-1.5 overflow-y-auto px-3 pt-3 text-[0.8125rem]">
      <span className="text-soft">{going.length === 0 ? 'Nothing from earlier goes along.' : 'From earlier:'}</span>
      <ul aria-label="Files from earlier in this conversation" className="contents">
        {going.map((attachment) => (
          <li key={attachment.sha256} className="flex max-w-56 items-center gap-1.5 rounded-lg border border-line bg-raised pl-2">
            <FileText size={13} aria-hidden="true" className="shrink-0 text-soft" />
            <bdi className="min-w-0 truncate">{attachment.name}</bdi>
            <IconButton label={`Take ${attachment.name} out of this conversation`} icon={<X size={13} />} onClick={() => chat.drafts.takeOut(draft, [...out, attachment.sha256])} />
          </li>
        ))}
      </ul>
      {gone > 0 ? (
        <button type="button" className="rounded-sm px-1 text-accent hover:underline" onClick={() => chat.drafts.takeOut(draft, [])}>
          {gone === 1 ? 'Put one file back' : `Put ${gone} files back`}
        </button>
      ) : null}
    </div>
  )
}

/** Beside the field: those that are there, on their way, and refused. */
export function DraftFiles({ chat, draft }: { chat: Chat; draft: string }) {
  const kept = useStore(chat.drafts.attached, (state) => state[draft])
  const arriving = useStore(chat.attaching.store, (state) => state[draft])
  const there = kept ?? chat.drafts.attachments(draft)
  if (there.length === 0 && !arriving?.length) return null
  return (
    <ul aria-label="Files of this question" className="flex flex-wrap gap-1.5 px-3 pt-3">
      {there.map((attachment) => (
        <li key={attachment.sha256} className={`${chip} pr-0.5`}>
          <Face chat={chat} attachment={attachment} />
          <Name attachment={attachment} />
          <IconButton label={`Remove ${attachment.name}`} icon={<X size={14} />} onClick={() => chat.attaching.remove(draft, attachment)} />
        </li>
      ))}
      {arriving?.map(({ id, name, fraction, refused }) => (
        <li key={id} className={`${chip} pr-0.5 ${refused ? '!max-w-full border-contradicted' : ''}`}>
          <FileText size={15} aria-hidden="true" className="shrink-0 text-soft" />
          <span className="min-w-0">
            <bdi className="block truncate">{name}</bdi>
            {refused ? (
              <span role="alert" className="block text-xs text-contradicted-ink">
                {refused}
              </span>
            ) : (
              <progress className="block h-1 w-28" aria-label={fraction < 1 ? `Sending ${name}` : `Reading ${name}`} {...(fraction < 1 ? { value: fraction } : {})} />
            )}
          </span>
          <IconButton label={refused ? `Put ${name} away` : `Stop ${name}`} icon={<X size={14} />} onClick={() => chat.attaching.takeBack(draft, id)} />
        </li>
      ))}
    </ul>
  )
}

/** Above a question that was asked. */
export function SentFiles({ chat, attachments, carried }: { chat: Chat; attachments: readonly Attachment[]; carried: readonly Attachment[] }) {
  const [added, setAdded] = useState<ReadonlySet<string>>(new Set())
  const adopt = async (attachment: Attachment): Promise<void> => {
    if (!attachment.source) return
    try {
      await chat.core.connection.client.attachment.adopt({ source: attachment.source })
      setAdded(new Set([...added, attachment.source]))
      chat.core.notices.say(`“${attachment.name}” is in your library now.`)
    } catch (error) {
      chat.core.notices.fail(error)
    }
  }
  const before =
    carried.length === 0 ? null : (
      <p className="mb-1.5 max-w-full text-right text-xs break-words text-soft">
        {attachments.length === 0 ? 'With, from earlier: ' : 'And from earlier: '}
        {carried.map(({ sha256, name, source }, index) => (
          <span key={sha256}>
            {index > 0 ? ', ' : ''}
            {source ? (
              <a href={`#/sources/${source}`} className="hover:underline">
                <bdi>{name}</bdi>
              </a>
            ) : (
              <bdi>{name}</bdi>
            )}
          </span>
        ))}
      </p>
    )
  if (attachments.length === 0) return before
  return (
    <>
      <ul aria-label="Files of this question" className="mb-1.5 flex flex-wrap justify-end gap-1.5">
        {attachments.map((attachment) => (
          <li key={attachment.sha256} className={`${chip} ${attachment.source ? 'pr-0.5' : 'pr-2'}`}>
            <Face chat={chat} attachment={attachment} />
            {attachment.source ? (
              <a href={`#/sources/${attachment.source}`} className="min-w-0 hover:underline">
                <Name attachment={attachment} />
              </a>
            ) : (
              <Name attachment={attachment} />
            )}
            {attachment.source && !added.has(attachment.source) ? <IconButton label={`Add ${attachment.name} to the library`} icon={<LibraryBig size={14} />} onClick={() => void adopt(attachment)} /> : null}
          </li>
        ))}
      </ul>
      {before}
    </>
  )
}
