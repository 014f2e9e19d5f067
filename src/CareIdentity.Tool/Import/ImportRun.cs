using System.Globalization;
using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Batches;
using CareIdentity.Certificates;
using CareIdentity.Data;
using CareIdentity.Importing;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.People;
using CareIdentity.Pki.Keys;
using CareIdentity.Requests;
using CareIdentity.Search;
using CareIdentity.SignIn;
using CareIdentity.Smartcards;
using CareIdentity.Staff;
using CareIdentity.StaffRecords;
using CareIdentity.TakeOver;
using CareIdentity.Tool.CommandLine;
using Microsoft.Extensions.DependencyInjection;

namespace CareIdentity.Tool.Import;

/// <summary>One import: brings the database to the schema of this build, takes over the file, says in a few lines what became of it.</summary>
internal sealed class ImportRun(DatabaseAddress address, string dataDirectory, string? report)
{
    private const string Stopped = "stopped. What was taken over stays; the same command takes over the rest.";

    public Task<int> OrganisationsAsync(string path, OrganisationFileKind? kind, CancellationToken ct) => InDatabaseAsync(async services =>
    {
        await using var content = Open(path);
        var request = new ImportOrganisationsRequest { FileName = Path.GetFileName(path), Content = content, Kind = kind };
        var outcome = await services.GetRequiredService<ImportOrganisations>().ExecuteAsync(request, Actor.Service, new ProgressLines("lines"), ct);
        var imported = outcome.Match(imported => imported, refusal => throw DatabaseWork.Refused(refusal));

        await SayAsync($"{Path.GetFileName(path)}, taken over as {Words(imported.Kind)}: {imported.Lines:N0} lines.");
        await SayAsync($"{imported.Added:N0} added, {imported.Changed:N0} changed, {imported.Closed:N0} closed, {imported.Unchanged:N0} unchanged, {imported.BadLines.Count:N0} bad lines left out.");
        return imported.BadLines;
    }, ct);

    public Task<int> RolesAsync(string folder, CancellationToken ct) => InDatabaseAsync(async services =>
    {
        if (!Directory.Exists(folder))
        {
            throw new ToolFailure($"there is no folder {folder}.");
        }

        var outcome = await services.GetRequiredService<ImportRoles>().ExecuteAsync(new ImportRolesRequest { Directory = folder }, Actor.Service, ct);
        var imported = outcome.Match(imported => imported, refusal => throw DatabaseWork.Refused(refusal));

        await SayAsync("Job roles", imported.Counts.JobRoles);
        await SayAsync("Activities", imported.Counts.Activities);
        await SayAsync("Inclusions", imported.Counts.Inclusions);
        await SayAsync("Baseline", imported.Counts.Baseline);
        if (imported.BadLines.Count > 0)
        {
            await SayAsync($"{imported.BadLines.Count:N0} bad lines left out; while there are any, nothing is closed, because a bad line may be what keeps it open.");
        }

        return imported.BadLines;
    }, ct);

    public Task<int> RestrictionsAsync(string path, CancellationToken ct) => InDatabaseAsync(async services =>
    {
        await using var content = Open(path);
        var outcome = await services.GetRequiredService<ImportRestrictions>().ExecuteAsync(new ImportRestrictionsRequest { Content = content }, Actor.Service, ct);
        var changed = outcome.Match(changed => changed, refusal => throw DatabaseWork.Refused(refusal));

        await SayAsync($"Restricted combinations: {changed.Added.Count:N0} added, {changed.Changed.Count:N0} changed, {changed.Removed.Count:N0} removed.");
        return [];
    }, ct);

    /// <summary>Every room whose things end with a leaver is here; none of them needs a key for that.</summary>
    public Task<int> StaffRecordAsync(string path, bool onlyCheck, CancellationToken ct) => InDatabaseAsync(async services =>
    {
        await using var content = Open(path);
        var request = new ImportStaffRecordRequest { FileName = Path.GetFileName(path), Content = content, OnlyCheck = onlyCheck };
        var outcome = await services.GetRequiredService<ImportStaffRecord>().ExecuteAsync(request, Actor.Service, new ProgressLines("lines"), ct);
        var taken = outcome.Match(taken => taken, refusal => throw DatabaseWork.Refused(refusal));

        foreach (var effect in taken.Effects.Take(onlyCheck ? int.MaxValue : 20))
        {
            await Console.Out.WriteLineAsync(effect);
        }

        await SayAsync($"{Path.GetFileName(path)}: {taken.Lines:N0} lines, {taken.Taken:N0} {(onlyCheck ? "can be taken in; nothing was done" : "taken in")}, {taken.BadLines.Count:N0} bad lines left out.");
        return taken.BadLines;
    }, ct);

    /// <summary>Bad lines are written as they are found: there may be as many as people.</summary>
    public Task<int> PeopleAsync(string path, bool onlyCheck, bool alone, CancellationToken ct) => InDatabaseAsync(async services =>
    {
        await using var content = Open(path);
        await using var bad = new BadLineReport(report, withColumns: true);
        var request = new ImportPeopleRequest { FileName = Path.GetFileName(path), Content = content, OnlyCheck = onlyCheck, Alone = alone, Bad = bad.AddAsync };
        var outcome = await services.GetRequiredService<ImportPeople>().ExecuteAsync(request, Actor.Service, new ProgressLines("lines"), ct);
        var imported = outcome.Match(imported => imported, refusal => throw DatabaseWork.Refused(refusal));

        var (counts, would) = (imported.Counts, onlyCheck ? "would be taken over; nothing was done" : "taken over");
        await SayAsync($"{Path.GetFileName(path)}: {imported.Lines:N0} lines, {counts.People:N0} people and {counts.Positions:N0} positions {would}, {counts.Unchanged:N0} lines unchanged, {counts.Bad:N0} bad lines left out.");
        await bad.EndAsync(ct);
        return null;
    }, ct);

    /// <param name="import">Gives what was bad; null where it has told that itself.</param>
    private Task<int> InDatabaseAsync(Func<IServiceProvider, Task<IReadOnlyList<BadLine>?>> import, CancellationToken ct) => new DatabaseWork(address, dataDirectory).RunAsync(async () =>
    {
        // What ends with a leaver (cards, certificates, sessions) is written down; nothing is signed, so no key of the service is opened.
        using var noKeys = new InMemoryKeyStore();
        await using var services = new ServiceCollection()
            .AddSingleton<IKeyStore>(noKeys)
            .AddSingleton(new CertificateOptions())
            .AddSingleton(new SmartcardOptions())
            .AddSingleton(TimeProvider.System)
            .AddSingleton(new RaPolicy())
            .AddDatabase(address)
            .AddAudit().AddSearch().AddOrganisations().AddPeople().AddAccess().AddRequests().AddStaff()
            .AddCertificates().AddSmartcards().AddSignIn().AddStaffRecords().AddBatches().AddTakeOver().AddLogging()
            .BuildServiceProvider();
        await using var scope = services.CreateAsyncScope();
        if (await import(scope.ServiceProvider) is { } found)
        {
            await using var bad = new BadLineReport(report, withColumns: false);
            foreach (var line in found)
            {
                await bad.AddAsync(line, ct);
            }

            await bad.EndAsync(ct);
        }
    }, Stopped, ct);

    private static FileStream Open(string path) =>
        Directory.Exists(path) ? throw new ToolFailure($"{path} is a folder; name the file in it.")
        : File.Exists(path) ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1, useAsync: true)
        : throw new ToolFailure($"there is no file {path}.");

    private static Task SayAsync(string table, TableCounts counts) =>
        SayAsync($"{table}: {counts.Added:N0} added, {counts.Changed:N0} changed, {counts.Closed:N0} closed, {counts.Unchanged:N0} unchanged.");

    private static Task SayAsync(FormattableString sentence) => Console.Out.WriteLineAsync(sentence.ToString(CultureInfo.InvariantCulture));

    private static string Words(OrganisationFileKind kind) => kind switch
    {
        OrganisationFileKind.Practices => "practices (a GP practice where the setting, column 26, is 4)",
        OrganisationFileKind.Pharmacies => "pharmacies",
        OrganisationFileKind.Trusts => "trusts",
        _ => "other organisations",
    };
}
