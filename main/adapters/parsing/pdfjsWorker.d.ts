/** pdfjs-dist ships no types for its worker file; importing it puts the message handler where the main file looks for it. */
declare module 'pdfjs-dist/legacy/build/pdf.worker.mjs' {
  export const WorkerMessageHandler: object
}
