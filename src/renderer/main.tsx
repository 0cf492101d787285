import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './components/app'
import { connect } from './stores/connect'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')

connect()
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
