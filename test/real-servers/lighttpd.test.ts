import { lighttpd } from './lighttpd'
import { describeServer } from './stories'

describeServer(lighttpd)
