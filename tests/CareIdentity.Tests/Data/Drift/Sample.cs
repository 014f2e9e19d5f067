using CareIdentity.Data;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Tests.Data.Drift;

/// <summary>A schema of two tables with one of everything, as a model and as a person would write it.</summary>
internal static class Sample
{
    /// <summary>What is changed in the hand-written form, and into what.</summary>
    public static readonly (string Slip, string Right, string Wrong)[] Slips =
    [
        ("a column is missing", "colour varchar(20),", ""),
        ("a column is too many", "colour varchar(20),", "colour varchar(20), size varchar(20),"),
        ("a column has another name", "colour varchar(20),", "color varchar(20),"),
        ("a column has another type", "weight integer NOT NULL", "weight real NOT NULL"),
        ("a column may be null", "weight integer NOT NULL", "weight integer"),
        ("a column may not be null", "note varchar(40),", "note varchar(40) NOT NULL,"),
        ("a check is missing", "CONSTRAINT ck_boxes_weight CHECK (weight > 0 OR note = 'Empty'),", ""),
        ("a check checks something else", "weight > 0", "weight >= 0"),
        ("a check compares with another word", "'Empty'", "'empty'"),
        ("a foreign key is missing", ", CONSTRAINT fk_lids_box FOREIGN KEY (box_id) REFERENCES boxes (id) ON DELETE CASCADE", ""),
        ("a foreign key deletes nothing", "ON DELETE CASCADE", "ON DELETE RESTRICT"),
        ("an index is missing", "CREATE INDEX ix_boxes_weight ON boxes (weight);", ""),
        ("an index is on another column", "ON boxes (weight);", "ON boxes (note);"),
        ("an index is no longer unique", "CREATE UNIQUE INDEX ux_lids_box", "CREATE INDEX ux_lids_box"),
        ("an index has another name", "ux_lids_box", "ux_lids_of_box"),
        ("an index holds for all rows", " WHERE closed = 'No'", ""),
        ("an index holds for other rows", "closed = 'No'", "closed = 'Yes'"),
        ("a table is too many", "CREATE INDEX ix_boxes_weight", "CREATE TABLE tins (id integer NOT NULL PRIMARY KEY); CREATE INDEX ix_boxes_weight"),
    ];

    public static string Script(Engine engine)
    {
        using var context = new Context(engine);
        return context.Database.GenerateCreateScript();
    }

    public static string ByHand(Engine engine) => $"""
        create table boxes (
            weight integer NOT NULL,
            id {(engine is Engine.Postgres ? "uuid" : "text")} NOT NULL CONSTRAINT pk_boxes PRIMARY KEY,
            note varchar(40),
            colour varchar(20),
            CONSTRAINT ck_boxes_weight CHECK (weight > 0 OR note = 'Empty'),
            CONSTRAINT ck_boxes_note CHECK (note <> '(')
        );
        create table lids (
            id {(engine is Engine.Postgres ? "uuid" : "text")} NOT NULL CONSTRAINT pk_lids PRIMARY KEY,
            box_id {(engine is Engine.Postgres ? "uuid" : "text")} NOT NULL,
            closed varchar(40) NOT NULL
            , CONSTRAINT fk_lids_box FOREIGN KEY (box_id) REFERENCES boxes (id) ON DELETE CASCADE
        );
        CREATE INDEX ix_boxes_weight ON boxes (weight);
        CREATE UNIQUE INDEX ux_lids_box ON lids (box_id) WHERE closed = 'No';
        """;

    private sealed class Box
    {
        public Guid Id { get; set; }

        public int Weight { get; set; }

        public string? Note { get; set; }

        public string? Colour { get; set; }
    }

    private sealed class Lid
    {
        public Guid Id { get; set; }

        public Guid BoxId { get; set; }

        public required string Closed { get; set; }
    }

    private sealed class Context(Engine engine) : DbContext
    {
        protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder)
        {
            if (engine is Engine.Sqlite)
            {
                optionsBuilder.UseSqlite("Data Source=:memory:");
            }
            else
            {
                optionsBuilder.UseNpgsql("Host=nowhere.invalid");
            }

            // Two models of one context type.
            optionsBuilder.EnableServiceProviderCaching(false);
        }

        protected override void OnModelCreating(ModelBuilder modelBuilder)
        {
            modelBuilder.Entity<Box>(box =>
            {
                box.ToTable("boxes", table =>
                {
                    table.HasCheckConstraint("ck_boxes_weight", "weight > 0 OR note = 'Empty'");
                    table.HasCheckConstraint("ck_boxes_note", "note <> '('");
                });
                box.HasKey(b => b.Id).HasName("pk_boxes");
                box.Property(b => b.Id).HasColumnName("id");
                box.Property(b => b.Weight).HasColumnName("weight");
                box.Property(b => b.Note).HasColumnName("note").HasMaxLength(40);
                box.Property(b => b.Colour).HasColumnName("colour").HasMaxLength(20);
                box.HasIndex(b => b.Weight).HasDatabaseName("ix_boxes_weight");
            });
            modelBuilder.Entity<Lid>(lid =>
            {
                lid.ToTable("lids");
                lid.HasKey(l => l.Id).HasName("pk_lids");
                lid.Property(l => l.Id).HasColumnName("id");
                lid.Property(l => l.BoxId).HasColumnName("box_id");
                lid.Property(l => l.Closed).HasColumnName("closed").HasMaxLength(40);
                lid.HasIndex(l => l.BoxId).IsUnique().HasDatabaseName("ux_lids_box").HasFilter("closed = 'No'");
                lid.HasOne<Box>().WithMany().HasForeignKey(l => l.BoxId).HasConstraintName("fk_lids_box").OnDelete(DeleteBehavior.Cascade);
            });
        }
    }
}
