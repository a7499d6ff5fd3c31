// SPDX-License-Identifier: MIT
//! Fault: write, not write_all, on a non-blocking stream, and nobody looks at the result: what the
//! socket has no room for is lost.
//! Caught by: short-write-ignored (a client that sends 1 MiB and more before it reads).

use std::env;
use std::io::{ErrorKind, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::io::AsRawFd;
use std::thread;
use std::time::Duration;

#[repr(C)]
struct PollFd {
    fd: i32,
    events: i16,
    revents: i16,
}

const POLLIN: i16 = 1;

extern "C" {
    fn poll(fds: *mut PollFd, count: usize, timeout_ms: i32) -> i32;
}

// std listens with a backlog of 128, and leaves the soft limit of descriptors as it is.
extern "C" {
    fn listen(descriptor: i32, backlog: i32) -> i32;
    fn getrlimit(resource: i32, limit: *mut [u64; 2]) -> i32;
    fn setrlimit(resource: i32, limit: *const [u64; 2]) -> i32;
    fn setsockopt(descriptor: i32, level: i32, name: i32, value: *const i32, size: u32) -> i32;
}

fn allow_many_clients(listener: &TcpListener) {
    const RLIMIT_NOFILE: i32 = 7;
    const SOL_SOCKET: i32 = 1;
    const SO_SNDBUF: i32 = 7;
    let mut limit = [0; 2]; // soft, hard
    unsafe {
        listen(listener.as_raw_fd(), 4096);
        // Clients inherit it: no more than this of the kernel's memory for each.
        setsockopt(listener.as_raw_fd(), SOL_SOCKET, SO_SNDBUF, &65536, 4);
        if getrlimit(RLIMIT_NOFILE, &mut limit) == 0 {
            setrlimit(RLIMIT_NOFILE, &[limit[1], limit[1]]);
        }
    }
}

/// Whether the client is still there.
fn echo(client: &mut TcpStream) -> bool {
    let mut buffer = [0; 16384];
    match client.read(&mut buffer) {
        Ok(0) => false,
        Ok(count) => match client.write(&buffer[..count]) {
            Ok(_) => true,
            Err(error) => error.kind() == ErrorKind::WouldBlock,
        },
        Err(error) => matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::Interrupted),
    }
}

fn accept(listener: &TcpListener, clients: &mut Vec<TcpStream>) {
    match listener.accept() {
        Ok((client, _)) => {
            if client.set_nonblocking(true).is_ok() {
                clients.push(client);
            }
        }
        Err(error) if error.kind() == ErrorKind::WouldBlock => {}
        Err(_) => thread::sleep(Duration::from_millis(20)), // out of descriptors, perhaps
    }
}

fn main() {
    let port = env::args().nth(1).expect("usage: NAME PORT");
    let listener = TcpListener::bind(format!("127.0.0.1:{port}")).expect("cannot listen");
    allow_many_clients(&listener);
    listener
        .set_nonblocking(true)
        .expect("cannot be non-blocking");
    let mut clients: Vec<TcpStream> = Vec::new();
    loop {
        let readable = |fd| PollFd {
            fd,
            events: POLLIN,
            revents: 0,
        };
        let mut polled = vec![readable(listener.as_raw_fd())];
        polled.extend(clients.iter().map(|client| readable(client.as_raw_fd())));
        if unsafe { poll(polled.as_mut_ptr(), polled.len(), -1) } < 0 {
            continue; // EINTR
        }
        let mut ready = polled[1..].iter().map(|entry| entry.revents != 0);
        clients.retain_mut(|client| !ready.next().unwrap() || echo(client));
        if polled[0].revents != 0 {
            accept(&listener, &mut clients);
        }
    }
}
