// SPDX-License-Identifier: MIT
//! Fault: a thread that panics with the lock in its hands poisons the list of clients. It asks for
//! the address of its client when it takes that off the list, and a client that has reset has none
//! any more. The next client finds the lock poisoned, and that panic is the main thread's.
//! Caught by: killed-by-peer-reset (a client ends with RST, another connects; the server exits 101).

use std::collections::HashSet;
use std::env;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::os::unix::io::AsRawFd;
use std::sync::{Arc, Mutex};
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

fn echo(client: &mut TcpStream) {
    let mut buffer = [0; 65536];
    while let Ok(count) = client.read(&mut buffer) {
        if count == 0 || client.write_all(&buffer[..count]).is_err() {
            return;
        }
    }
}

fn serve(mut client: TcpStream, clients: Arc<Mutex<HashSet<SocketAddr>>>) {
    echo(&mut client);
    clients.lock().unwrap().remove(&client.peer_addr().unwrap());
}

fn main() {
    let port = env::args().nth(1).expect("usage: NAME PORT");
    let listener = TcpListener::bind(format!("127.0.0.1:{port}")).expect("cannot listen");
    allow_many_clients(&listener);
    let clients = Arc::new(Mutex::new(HashSet::new()));
    loop {
        match listener.accept() {
            Ok((client, address)) => {
                clients.lock().unwrap().insert(address);
                let clients = clients.clone();
                thread::spawn(move || serve(client, clients));
            }
            Err(_) => thread::sleep(Duration::from_millis(20)), // out of descriptors, perhaps
        }
    }
}
