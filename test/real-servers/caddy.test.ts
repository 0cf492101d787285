import { caddy } from './caddy'
import { describeServer } from './stories'

describeServer(caddy)
