/** One clear sentence for each problem: what happened, and what to do. A code with no sentence does not compile. */
import type { ProblemCode, ProblemShape } from './problem.ts'

const sentences: Record<ProblemCode, string> = {
  'input.invalid': 'That input could not be understood; correct it and try again.',
  'input.too-large': 'That is larger than Plumbline accepts; split it into smaller pieces.',
  'not-found': 'That is no longer here; it may have been deleted in another window.',
  cancelled: 'Stopped.',
  busy: 'Plumbline is still busy with this; wait for it to end, or stop it first.',
  'model.none': 'No model is set up; add one in Settings, or let your library answer.',
  'model.unreachable': 'The model’s server did not answer; check that it is running and that its address in Settings is right.',
  'model.unauthorized': 'The model’s server refused the key; check the key in Settings.',
  'model.unknown': 'The server does not know this model; choose another one in Settings.',
  'model.rate-limited': 'The model’s server asks to slow down; wait a moment and retry.',
  'model.failed': 'The model’s server failed; retry, or choose another model.',
  'model.timeout': 'The model stopped answering in time; what it had written is kept, and you can retry.',
  'model.empty': 'The model answered with nothing; retry, or choose another model.',
  'model.malformed': 'The model’s server sent something that is not an answer; check that its address in Settings is right.',
  'model.cut-off': 'The model’s answer broke off; what had arrived is kept, and you can retry.',
  'source.type-unknown': 'This kind of file cannot be read yet; convert it to PDF, HTML, Markdown or plain text.',
  'source.empty': 'This file is empty; there is nothing to import.',
  'source.too-large': 'This file is too large to import; split it or take out its images.',
  'source.truncated': 'This file is damaged or cut off; get a whole copy and import it again.',
  'source.encrypted': 'This file is protected by a password; save a copy without one and import that.',
  'source.no-text': 'This file holds no text, perhaps only scanned pages; run text recognition on it first.',
  'source.encoding': 'The text encoding of this file could not be told; save it as UTF-8 and import it again.',
  'source.bomb': 'This file unpacks to far more than its size and was refused; import only what you need of it.',
  'source.unreadable': 'This file could not be read as what it claims to be; open it elsewhere, save a fresh copy and import that.',
  'source.timeout': 'Reading this file took too long and was stopped; split it and import the pieces.',
  'rules.changed-outside': 'This rule set was changed by somebody else since you opened it; compare both texts, then save yours or take theirs.',
  'rules.sealed': 'A sealed rule would be changed or removed; say why, and it is saved with your reason.',
  'rules.too-large': 'This rule set is larger than Plumbline accepts; split it into several files.',
  'rules.name-taken': 'There is a rule set of this name already; choose another name.',
  'rules.sample': 'There is no sample rule set of this name; choose one from the list.',
  'file.permission': 'Plumbline may not read or write this file; change its permissions or choose another place.',
  'file.missing': 'There is no such file; check the path.',
  'disk.full': 'The disk is full; nothing was lost, free some space and try again.',
  'disk.read-only': 'The data folder cannot be written to; make it writable or choose another with --workspace.',
  'workspace.locked': 'Another Plumbline is using this workspace; use that one, or close it first.',
  'workspace.corrupt': 'The database is damaged and was left untouched; restore a backup, or choose another folder with --workspace.',
  'workspace.newer': 'This workspace was made by a newer Plumbline; update the app, or choose another folder with --workspace.',
  'port.taken': 'This port is in use by another program; choose another with --port, or use --port 0.',
  'node.too-old': 'This Node is too old to run Plumbline; start it with npm start, which brings its own.',
  'backup.damaged': 'This backup is damaged, cut off or not a Plumbline backup, and nothing was changed; choose another one.',
  'backup.passphrase': 'This backup opens only with its passphrase; give the right one and try again.',
  'backup.newer': 'This backup was made by a newer Plumbline; update the app and restore it then.',
  'backup.none': 'There is no backup yet; make one first.',
  'keyring.unreachable': 'The system’s keyring did not answer, and the key stays where it is; unlock the keyring, or enter the key again in Settings.',
  'connection.refused': 'This page is not allowed to connect; open the link that Plumbline printed.',
  'connection.lost': 'The connection to Plumbline was lost; it reconnects by itself as soon as the app is back.',
  fault: 'Something went wrong on our side; your work is saved. If it happens again, report it with the number shown.',
}

/** The sentence, followed by the detail in brackets where there is one. */
export function problemSentence(problem: ProblemShape): string {
  const sentence = sentences[problem.code]
  return problem.detail ? `${sentence} (${problem.detail})` : sentence
}
