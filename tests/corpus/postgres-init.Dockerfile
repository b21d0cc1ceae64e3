FROM postgres:17-alpine
ENV POSTGRES_DB=shop
COPY <<-01-schema.sql <<-"02-data.sql" /docker-entrypoint-initdb.d/
	CREATE TABLE item (id serial PRIMARY KEY, name text NOT NULL);
	COMMENT ON DATABASE ${POSTGRES_DB} IS 'made at build time';
	01-schema.sql
	-- $1 stays as it is.
	INSERT INTO item (name) VALUES ('a'), ('b');
	02-data.sql
HEALTHCHECK --interval=10s --start-interval=1s --start-period=30s CMD pg_isready -U postgres
