/** The package has no types of its own. */
declare module 'web-push-testing/src/PushApiModel.js' {
  export class PushApiModel {}
}
declare module 'web-push-testing/src/server.js' {
  export default class WebPushTestingServer {
    constructor(model: unknown, port: number)
    startServer(): void
    _server: import('node:http').Server
  }
}
