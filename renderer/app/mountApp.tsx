/** Puts the app on the page over a connection, whichever it is. */
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import type { Connection } from '../core/client.ts'
import { createCoreStores } from '../core/core.ts'
import { App } from './App.tsx'
import { createFeatures, type Features } from './features.ts'
import { createRoutes, go } from './route.ts'
import { startTheme } from './theme.ts'

export function mountApp(connection: Connection, element: HTMLElement): Features {
  startTheme()
  const features = createFeatures(createCoreStores(connection, go, () => location.hash))
  createRoot(element).render(
    <StrictMode>
      <App features={features} routes={createRoutes()} />
    </StrictMode>,
  )
  return features
}
