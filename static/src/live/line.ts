/** A thin client of the live channel: Socket.IO's text events over one WebSocket, for pages that only read.
 *
 * Reading pages need neither binary messages nor other transports; the library would be half of what a phone loads.
 */

const FIRST_WAIT = 300;
const LONGEST_WAIT = 4000;
// 800 phones lose the same Wi-Fi at once; they must not come back in the same instant.
const SPREAD = 0.8;

// Each listener knows what its event carries; a type of all messages would only repeat the protocol.
type Listener = (message: any) => void;
type Answered = (error: Error | null, answer: any) => void;

export class Line {
  connected = false;
  /** Whether a lost connection is tried again without being asked. */
  active = true;
  private socket: WebSocket | undefined;
  private readonly listeners = new Map<string, Listener[]>();
  private readonly answers = new Map<number, (answer: unknown) => void>();
  private asked = 0;
  private failures = 0;
  private silence = 0;
  private watch: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly url: string) {
    window.addEventListener("offline", () => this.drop());
    this.connect();
  }

  on(event: string, listener: Listener): void {
    this.listeners.set(event, [...(this.listeners.get(event) ?? []), listener]);
  }

  /** Try at once; also after the server said no. */
  connect(): void {
    this.active = true;
    const socket = new WebSocket(this.url);
    this.socket = socket;
    socket.onmessage = ({ data }) => {
      if (socket === this.socket && typeof data === "string") this.read(data);
    };
    socket.onclose = () => {
      if (socket === this.socket) this.lost();
    };
  }

  /** The server's answer to a question, or an error where none came in time. */
  timeout(milliseconds: number): { emit(event: string, question: unknown, answered: Answered): void } {
    return {
      emit: (event, question, answered) => {
        const number = (this.asked += 1);
        const late = setTimeout(() => {
          this.answers.delete(number);
          answered(new Error("no answer"), undefined);
        }, milliseconds);
        this.answers.set(number, (answer) => {
          clearTimeout(late);
          answered(null, answer);
        });
        this.send(`42${number}${JSON.stringify([event, question])}`);
      },
    };
  }

  private send(packet: string): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(packet);
  }

  private tell(event: string, message?: unknown): void {
    for (const listener of this.listeners.get(event) ?? []) listener(message);
  }

  /** One packet: Engine.IO's open and ping, Socket.IO's connect, disconnect, event, answer and refusal. */
  private read(packet: string): void {
    this.hearken();
    const body = packet.slice(2);
    if (packet.startsWith("0")) {
      const { pingInterval, pingTimeout } = JSON.parse(packet.slice(1)) as Record<string, number>;
      this.silence = (pingInterval ?? 0) + (pingTimeout ?? 0);
      this.send("40");
    } else if (packet === "2") this.send("3");
    else if (packet.startsWith("40")) this.joined();
    else if (packet.startsWith("42")) {
      const [event, message] = JSON.parse(body) as [string, unknown];
      this.tell(event, message);
    } else if (packet.startsWith("43")) this.answer(body);
    else if (packet.startsWith("41") || packet.startsWith("44")) {
      this.active = false;
      this.drop();
    }
  }

  private answer(body: string): void {
    const number = Number.parseInt(body, 10);
    const [answer] = JSON.parse(body.slice(String(number).length)) as [unknown];
    this.answers.get(number)?.(answer);
    this.answers.delete(number);
  }

  private joined(): void {
    this.connected = true;
    this.failures = 0;
    this.tell("connect");
  }

  /** A connection that is silent for longer than the server's pings allow is dead, whatever the network says. */
  private hearken(): void {
    clearTimeout(this.watch);
    if (this.silence) this.watch = setTimeout(() => this.drop(), this.silence);
  }

  /** Give the connection up now: its end is told by the browser only much later where the network is gone. */
  private drop(): void {
    const socket = this.socket;
    if (!socket) return;
    this.socket = undefined;
    socket.close();
    this.lost();
  }

  private lost(): void {
    this.socket = undefined;
    clearTimeout(this.watch);
    const event = this.connected ? "disconnect" : "connect_error";
    this.connected = false;
    this.answers.clear();
    if (this.active) {
      const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** this.failures) * (1 + SPREAD * (2 * Math.random() - 1));
      this.failures += 1;
      setTimeout(() => this.connect(), wait);
    }
    this.tell(event);
  }
}
