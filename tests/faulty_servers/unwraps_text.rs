// SPDX-License-Identifier: MIT
//! Fault: prints what it received as text, and unwraps: bytes that are not UTF-8 end the thread in a panic.
//! The connection closes without an echo.
//! Caught by: panicked (a byte from 0x80 on; the server prints the line).

use std::env;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::io::AsRawFd;
use std::str;
use std::thread;
use std::time::Duration;

// std listens with a backlog of 128, and leaves the soft limit of descriptors as it is.
extern "C" {
    fn listen(descriptor: i32, backlog: i32) -> i32;
    fn getrlimit(resource: i32, limit: *mut [u64; 2]) -> i32;
    fn setrlimit(resource: i32, limit: *const [u64; 2]) -> i32;
}

fn allow_many_clients(listener: &TcpListener) {
    const RLIMIT_NOFILE: i32 = 7;
    let mut limit = [0; 2]; // soft, hard
    unsafe {
        listen(listener.as_raw_fd(), 4096);
        if getrlimit(RLIMIT_NOFILE, &mut limit) == 0 {
            setrlimit(RLIMIT_NOFILE, &[limit[1], limit[1]]);
        }
    }
}

fn serve(mut client: TcpStream) {
    let mut buffer = [0; 4096];
    loop {
        let count = match client.read(&mut buffer) {
            Ok(0) | Err(_) => return,
            Ok(count) => count,
        };
        let text = str::from_utf8(&buffer[..count]).unwrap();
        eprintln!("received {} characters", text.chars().count());
        if client.write_all(&buffer[..count]).is_err() {
            return;
        }
    }
}

fn main() {
    let port = env::args().nth(1).expect("usage: NAME PORT");
    let listener = TcpListener::bind(format!("127.0.0.1:{port}")).expect("cannot listen");
    allow_many_clients(&listener);
    for client in listener.incoming() {
        match client {
            Ok(client) => {
                thread::spawn(move || serve(client));
            }
            Err(_) => thread::sleep(Duration::from_millis(20)), // out of descriptors, perhaps
        }
    }
}
