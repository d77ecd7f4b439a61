/// <reference types="vite/client" />
/** The style sheet of formulas, kept apart so that it is loaded with the first one. */
import 'katex/dist/katex.min.css'
