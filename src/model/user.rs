//! As whom containers run: which images start as root, which users they bring, which programs give root up themselves.
//!
//! Knows names only. An image that is not named here may set any user. Sources: the Dockerfiles of the official images,
//! of Bun, of .NET and of distroless, and the documentation of the programs.

use std::collections::HashSet;

use super::image::ImageReference;
use super::{Base, Distribution, Dockerfile};

/// Images, by their public names, that run as root unless a USER says otherwise.
#[rustfmt::skip]
const ROOT_IMAGES: &[&str] = &[
    "almalinux", "alpine", "amazoncorretto", "amazonlinux", "bash", "buildpack-deps", "busybox", "centos", "clojure",
    "composer", "dart", "debian", "eclipse-temurin", "elixir", "erlang", "fedora", "gcc", "golang", "haskell", "julia",
    "maven", "node", "openjdk", "oraclelinux", "perl", "php", "pypy", "python", "rockylinux", "ruby", "rust", "swift",
    "tomcat", "ubuntu", "dotnet/aspnet", "dotnet/runtime", "dotnet/runtime-deps", "dotnet/sdk",
];

/// Words in tags of images that run as somebody else.
const OTHER_USER: &[&str] = &["nonroot", "rootless", "unprivileged", "chiseled", "distroless"];

/// Programs that have to start as root, and then work as somebody else.
const GIVING_UP: &[&str] = &[
    "apache2",
    "apache2-foreground",
    "apache2ctl",
    "apachectl",
    "cron",
    "crond",
    "dockerd",
    "dovecot",
    "haproxy",
    "httpd",
    "httpd-foreground",
    "init",
    "nginx",
    "postfix",
    "rsyslogd",
    "s6-svscan",
    "sshd",
    "supervisord",
];

/// Programs that start another one as somebody else.
const SWITCHES: &[&str] = &["gosu", "su-exec", "setpriv", "runuser", "chpst", "s6-setuidgid", "s6-overlay"];

/// Flags of useradd and adduser that take the next word.
#[rustfmt::skip]
const VALUED: &[&str] = &[
    "-u", "--uid", "-g", "--gid", "-G", "--groups", "--ingroup", "-d", "--home", "--home-dir", "-h", "-s", "--shell",
    "-c", "--comment", "--gecos", "-b", "--base-dir", "-k", "--skel", "-K", "--key", "-e", "-f", "-p", "--password",
];

/// Whether the image is known to run as root; `name` is what Docker Hub or Microsoft call it.
pub fn runs_as_root(image: &ImageReference, name: &str) -> bool {
    let tag = image.tag().unwrap_or_default();
    if tag.split('-').any(|word| OTHER_USER.contains(&word)) {
        return false;
    }
    let path = image.path();
    let is_red_hat = image.registry().is_some_and(|it| it.ends_with(".redhat.com") || it.ends_with(".redhat.io"));
    ROOT_IMAGES.contains(&name)
        || is_distroless(image)
        || (image.is_docker_hub() && path == "oven/bun")
        || (is_red_hat && matches!(image.name(), "ubi" | "ubi-minimal" | "ubi-micro"))
}

/// Whether the image has neither a shell nor a list of users that could be changed.
pub fn is_distroless(image: &ImageReference) -> bool {
    image.registry() == Some("gcr.io") && image.path().starts_with("distroless/")
}

/// A user without privileges that the image brings; `name` is what Docker Hub or Microsoft call it.
pub fn existing_user(image: &ImageReference, name: &str) -> Option<&'static str> {
    // .NET 8 was the first to bring one.
    let major = image.tag().and_then(|tag| tag.split('.').next()?.parse::<u32>().ok());
    match name {
        "node" => Some("node"),
        _ if image.is_docker_hub() && image.path() == "oven/bun" => Some("bun"),
        _ if name.starts_with("dotnet/") && major.is_some_and(|it| it >= 8) => Some("app"),
        _ => None,
    }
}

/// Whether a user, as USER has it, is root.
pub fn is_root(user: &str) -> bool {
    matches!(user.split(':').next(), Some("root" | "0"))
}

impl Dockerfile<'_> {
    /// The image that the target is made from in the end; `None` for nothing and for what is no reference.
    pub fn shipped_image(&self) -> Option<&ImageReference> {
        match &self.lineage(self.target?).last()?.base {
            Base::Image(image) => Some(image),
            _ => None,
        }
    }

    /// Whether what the target starts gives root up: by itself, by a program in front of it, by what the file installs,
    /// or in a script whose text stands in the build context.
    pub fn gives_root_up(&self) -> bool {
        let switches = |text: &str| SWITCHES.iter().any(|it| text.contains(it));
        let names: HashSet<&str> = self.started().iter().map(|it| it.program.name).collect();
        let mut files = self.project.files.iter();
        names.iter().any(|name| GIVING_UP.contains(name) || name.starts_with("php-fpm"))
            || switches(&self.tree.text)
            || files.any(|(path, entry)| {
                let is_started = path.rsplit('/').next().is_some_and(|name| names.contains(name));
                is_started && entry.text().is_some_and(switches)
            })
    }

    /// The first user without privileges that a RUN of the shipped image makes.
    pub fn made_user(&self) -> Option<&str> {
        self.shipped_code().find_map(|(_, code)| {
            let mut calls =
                code.script.effective_commands().filter(|it| matches!(it.base_name(), Some("useradd" | "adduser")));
            let name = calls.find_map(|it| it.operands(VALUED).first()?.literal())?;
            let is_name = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
            (is_name && !name.is_empty() && !is_root(name)).then_some(name)
        })
    }

    /// Instructions that let the target run as somebody else than root, a line each; `None` where it is not known how.
    /// `name` is what Docker Hub or Microsoft call its image.
    pub fn unprivileged(&self, name: &str) -> Option<Vec<String>> {
        let user = |name: &str| format!("USER {name}");
        if let Some(made) = self.made_user() {
            return Some(vec![user(made)]);
        }
        let Some(image) = self.shipped_image() else {
            let is_scratch = self.lineage(self.target?).last().is_some_and(|it| it.base == Base::Scratch);
            // Numbers need no list of users; this one is called nonroot in distroless images.
            return is_scratch.then(|| vec![user("65532")]);
        };
        if let Some(existing) = existing_user(image, name) {
            return Some(vec![user(existing)]);
        }
        if is_distroless(image) {
            return Some(vec![user("65532")]);
        }
        let make = match Distribution::of(image) {
            Some(Distribution::Alpine) => Some("RUN adduser -D -u 10001 app"),
            Some(Distribution::Debian) => Some("RUN useradd --create-home --uid 10001 app"),
            // The small images of Red Hat have no useradd.
            Some(Distribution::RedHat | Distribution::Suse) => None,
            None if runs_as_root(image, name) => None,
            None => return None,
        };
        Some(make.map(str::to_owned).into_iter().chain([user("10001")]).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::super::lifetime::public_name;
    use super::*;

    #[test]
    fn images_and_their_users() {
        let parse = |text| ImageReference::parse(text).expect("a reference");
        let is_root = |text| runs_as_root(&parse(text), public_name(&parse(text)));
        for text in
            ["python:3.13", "gcr.io/distroless/static", "registry.access.redhat.com/ubi9/ubi-minimal", "oven/bun"]
        {
            assert!(is_root(text), "{text}");
        }
        for text in ["nginx", "gcr.io/distroless/base:nonroot", "example/python", "bitnami/node", "jenkins/jenkins"] {
            assert!(!is_root(text), "{text}");
        }
        let user = |text| existing_user(&parse(text), public_name(&parse(text)));
        assert_eq!(user("node:24-alpine"), Some("node"));
        assert_eq!(user("mcr.microsoft.com/dotnet/aspnet:10.0"), Some("app"));
        assert_eq!(user("mcr.microsoft.com/dotnet/aspnet:6.0"), None);
    }
}
