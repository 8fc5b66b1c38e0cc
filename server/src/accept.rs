//! Connections: HTTP/1.1 straight on hyper, which lets go of one for a live stream. Its buffers and ours would hold
//! 18 kB for as long as the page is open, and ten thousand pages may be. Whoever sends nothing is hung up on.

use axum::{Router, body::Body, extract::ConnectInfo};
use futures::future::BoxFuture;
use hyper::{Method, Request, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use std::{
    future::poll_fn,
    io::ErrorKind,
    net::SocketAddr,
    pin::pin,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::{
    io::AsyncWriteExt,
    net::{TcpListener, TcpStream},
    sync::watch,
};
use tower::Service;

/// How long a connection may wait for its next request: longer than proxies keep one open, or they would lose that race.
const SLOWEST_REQUEST: Duration = Duration::from_secs(75);

/// What a handler leaves to be done with the connection, once its answer has been sent and nothing else may follow.
type Rest = Box<dyn FnOnce(TcpStream) -> BoxFuture<'static, ()> + Send>;

/// The connection a request came over; with `GET` only, which alone is answered with a body.
#[derive(Clone, Default)]
pub struct Connection(Arc<Mutex<Option<Rest>>>);

impl Connection {
    /// Hands the connection over to `rest`. The answer has to end it: of version 1.0, its length unknown.
    pub fn afterwards<F: Future<Output = ()> + Send + 'static>(&self, rest: impl FnOnce(TcpStream) -> F + Send + 'static) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(Box::new(|stream| Box::pin(rest(stream))));
    }

    fn take(&self) -> Option<Rest> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// Answers every connection until `stop`, then lets the requests in hand finish.
pub async fn accept(listener: TcpListener, router: Router, stop: impl Future<Output = ()>) {
    // every connection is an open file: as many as the system lets this process have
    if let Err(error) = rlimit::increase_nofile_limit(u64::MAX) {
        tracing::warn!(%error, "the limit of open files stays as it is");
    }
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(SLOWEST_REQUEST);
    // each connection holds a receiver: when all are gone, so are the connections
    let (stopping, mut stop) = (watch::Sender::new(false), pin!(stop));
    loop {
        let (stream, peer) = tokio::select! {
            accepted = next(&listener) => accepted,
            () = &mut stop => break,
        };
        let (http, router, mut stopping) = (http.clone(), router.clone(), stopping.subscribe());
        tokio::spawn(async move {
            // in a box of its own, which is gone when the rest begins
            if let Some((stream, rest)) = Box::pin(converse(http, stream, peer, router, &mut stopping)).await {
                rest(stream).await;
            }
        });
    }
    drop(listener);
    stopping.send_replace(true);
    stopping.closed().await;
}

/// Requests and answers, as many as there are; what is left to be done afterwards.
async fn converse(
    http: http1::Builder,
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
    stopping: &mut watch::Receiver<bool>,
) -> Option<(TcpStream, Rest)> {
    let here = Connection::default();
    let answer = service_fn(|mut request: Request<Incoming>| {
        request.extensions_mut().insert(ConnectInfo(peer));
        if request.method() == Method::GET {
            request.extensions_mut().insert(here.clone());
        }
        Box::pin(router.clone().call(request.map(Body::new)))
    });
    let mut conversation = http.serve_connection(TokioIo::new(stream), answer);
    let mut told = false;
    let outcome = loop {
        tokio::select! {
            outcome = poll_fn(|context| conversation.poll_without_shutdown(context)) => break outcome,
            _ = stopping.wait_for(|stop| *stop), if !told => {
                told = true;
                Pin::new(&mut conversation).graceful_shutdown();
            }
        }
    };
    if let Err(error) = outcome {
        tracing::debug!(%error, "a connection broke");
        return None;
    }
    let mut stream = conversation.into_parts().io.into_inner();
    match here.take() {
        Some(rest) => Some((stream, rest)),
        None => {
            let _ = stream.shutdown().await;
            None
        }
    }
}

/// The next connection. Where the process may open no more, it waits for some to close.
async fn next(listener: &TcpListener) -> (TcpStream, SocketAddr) {
    loop {
        match listener.accept().await {
            Ok((stream, peer)) => {
                // answers go out whole: nothing is won by waiting for more
                let _ = stream.set_nodelay(true);
                return (stream, peer);
            }
            Err(error)
                if matches!(error.kind(), ErrorKind::ConnectionAborted | ErrorKind::ConnectionReset | ErrorKind::ConnectionRefused) => {}
            Err(error) => {
                tracing::error!(%error, "no connection could be taken");
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
        }
    }
}
