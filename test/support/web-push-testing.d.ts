/** The package has no types of its own. */
declare module 'web-push-testing/src/PushApiModel.js' {
  export const PushApiModel: new () => object
}
declare module 'web-push-testing/src/server.js' {
  const WebPushTestingServer: new (model: object, port: number) => { startServer: () => void; _server: { close: () => void } }
  export default WebPushTestingServer
}
