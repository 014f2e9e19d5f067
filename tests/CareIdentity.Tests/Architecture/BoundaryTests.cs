using System.Reflection;
using CareIdentity.Cards.Iso7816;
using CareIdentity.Data;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CareIdentity.Tests.Architecture;

/// <summary>Nothing outside the service can change a row except through a use case, because it cannot name what a row is made of.</summary>
public sealed class BoundaryTests
{
    /// <summary>Statements that the change tracker does not see: no audit event is demanded of them and no version is checked.</summary>
    private const string PastTheChangeTracker = """
        CareIdentity.Applications.ApplicantCodes  a code is sent, tried and taken by conditional statements, so that of many at once no more than allowed count
        CareIdentity.Data.BulkLoad  puts keys and indexes of an empty database away and makes them again, in one transaction; no row
        CareIdentity.Data.CopyRows  the way in which ManyRows sends rows to PostgreSQL; nobody else reaches it
        CareIdentity.Data.ManyRows  index rows that decide nothing, many at once; refuses every type that is not marked so; insert on conflict do nothing, so that two who learn a word at once do not meet; and what AddMany and ChangeMany queued, which SaveAsync lets pass with an event only; a change asks for the version and is counted
        CareIdentity.Data.Schema.SchemaRunner  makes the tables; there is no context yet
        CareIdentity.Data.SqliteConventions  settings of a connection
        CareIdentity.Messages.MessageRunner  removes rows of messages that were sent a month ago; their words went before
        CareIdentity.Organisations.OrganisationTree  takes the one row that every change of the RA tree waits for
        CareIdentity.Requests.JourneyDrafts  removes drafts that nobody came back to; nothing was decided in them
        CareIdentity.Requests.RequestViewLock  a lock of 15 minutes that decides nothing; taken and given back by one conditional statement, so that two who look at once are told apart by the database
        CareIdentity.SignIn.BeginSignIn  removes challenges that are over
        CareIdentity.SignIn.ChallengeBook  a challenge is taken once, by one conditional statement
        CareIdentity.SignIn.SessionQueries  notes at most once a minute that a session was seen
        CareIdentity.Smartcards.CardOperationRunner  a ticket is redeemed once, by one conditional statement
        CareIdentity.Smartcards.OperationJournal  keeps the lease of a run; whoever lost it finds out by the count of rows
        """;

    private static readonly Type[] Service = typeof(CareIdentityDb).Assembly.GetTypes();

    [Fact]
    public void Every_entity_is_internal()
    {
        using var context = DatabaseAddress.InFile("never-opened.db").CreateContext();

        var entities = context.Model.GetEntityTypes().Select(entity => entity.ClrType).ToList();

        Assert.NotEmpty(entities);
        AllowList.AssertNone(Visible(entities));
    }

    [Fact]
    public void Every_mapping_and_every_set_is_internal()
    {
        AllowList.AssertNone(Visible(Service.Where(IsMapping)));
        AllowList.AssertNone(VisibleSets(Service));
    }

    [Fact]
    public void A_visible_entity_mapping_or_set_is_seen()
    {
        Assert.Equal([typeof(OpenMapping).FullName], Visible(new[] { typeof(OpenMapping), typeof(ClosedMapping) }.Where(IsMapping)));
        Assert.Equal(["Things"], VisibleSets([typeof(OpenContext)]));
    }

    [Fact]
    public void What_the_change_tracker_does_not_see_is_done_in_few_known_places()
    {
        AllowList.AssertNone(AllowList.Compare(PastTheChangeTracker, PastTracker(AssemblyReader.Read(typeof(CareIdentityDb).Assembly))));
    }

    [Fact]
    public void A_statement_past_the_change_tracker_is_seen()
    {
        var seen = PastTracker(AssemblyReader.Read(typeof(BoundaryTests).Assembly)).ToList();

        Assert.Contains($"{typeof(BoundaryTests).Namespace}.{nameof(DeletesInBulk)}", seen);
        Assert.Contains($"{typeof(BoundaryTests).Namespace}.{nameof(WritesSql)}", seen);
        Assert.Contains("CareIdentity.Tests.Data.SchemaRunnerTests", seen);
    }

    [Fact]
    public void Keys_and_cards_stand_on_the_framework_alone()
    {
        AllowList.AssertNone(Foreign(typeof(ICardChannel).Assembly));
        AllowList.AssertNone(Foreign(Assembly.Load("CareIdentity.Pki")));
        Assert.Contains("Microsoft.EntityFrameworkCore", Foreign(typeof(CareIdentityDb).Assembly));
    }

    [Fact]
    public void The_service_knows_nothing_of_the_web()
    {
        Assert.DoesNotContain(
            typeof(CareIdentityDb).Assembly.GetReferencedAssemblies(),
            reference => reference.Name!.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));
    }

    private static bool IsMapping(Type type) => Array.Exists(type.GetInterfaces(), i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEntityTypeConfiguration<>));

    private static IEnumerable<string> Visible(IEnumerable<Type> types) => types.Where(type => type.IsVisible).Select(type => type.FullName!);

    private static IEnumerable<string> VisibleSets(IEnumerable<Type> types) => types.Where(type => type.IsAssignableTo(typeof(DbContext)))
        .SelectMany(type => type.GetProperties())
        .Where(property => property.PropertyType.IsGenericType && property.PropertyType.GetGenericTypeDefinition() == typeof(DbSet<>))
        .Select(property => property.Name);

    private static IEnumerable<string> PastTracker(IEnumerable<TypeUse> uses) => uses
        .Where(use => use.ToMember is { } member
            && (member.StartsWith("ExecuteUpdate", StringComparison.Ordinal)
                || member.StartsWith("ExecuteDelete", StringComparison.Ordinal)
                || member.StartsWith("ExecuteSql", StringComparison.Ordinal)
                || ((use.To.Name.EndsWith("Command", StringComparison.Ordinal) || use.To.Name.EndsWith("Batch", StringComparison.Ordinal)) && member.StartsWith("ExecuteNonQuery", StringComparison.Ordinal))
                || member.StartsWith("BeginBinaryImport", StringComparison.Ordinal)))
        .Select(use => use.From.ToString());

    private static IEnumerable<string> Foreign(Assembly assembly) => assembly.GetReferencedAssemblies()
        .Select(reference => reference.Name!)
        .Where(name => !name.StartsWith("System.", StringComparison.Ordinal) && name is not "System" and not "netstandard");

    public sealed class OpenMapping : IEntityTypeConfiguration<object>
    {
        public void Configure(Microsoft.EntityFrameworkCore.Metadata.Builders.EntityTypeBuilder<object> builder)
        {
        }
    }

    internal sealed class ClosedMapping : IEntityTypeConfiguration<object>
    {
        public void Configure(Microsoft.EntityFrameworkCore.Metadata.Builders.EntityTypeBuilder<object> builder)
        {
        }
    }

    internal sealed class OpenContext : DbContext
    {
        public DbSet<object> Things => Set<object>();

        internal DbSet<object> Hidden => Set<object>();
    }
}

internal static class DeletesInBulk
{
    internal static Task<int> DeleteAsync(IQueryable<string> all) => all.ExecuteDeleteAsync();
}

internal static class WritesSql
{
    internal static Task<int> WriteAsync(DbContext db) => db.Database.ExecuteSqlAsync($"delete from everything");
}
