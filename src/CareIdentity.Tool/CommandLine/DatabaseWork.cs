using System.Data.Common;
using CareIdentity.Data;
using CareIdentity.Data.Schema;
using CareIdentity.Kernel;

namespace CareIdentity.Tool.CommandLine;

/// <summary>Work of the tool on a database: brought to the schema of this build first; what goes wrong is said in a line.</summary>
internal sealed record DatabaseWork(DatabaseAddress Address, string DataDirectory)
{
    /// <param name="stopped">Said where somebody stops it.</param>
    public async Task<int> RunAsync(Func<Task> work, string stopped, CancellationToken ct)
    {
        try
        {
            await PrepareAsync(ct);
            await work();
            return 0;
        }
        catch (OperationCanceledException)
        {
            throw new ToolFailure(stopped);
        }
        catch (SchemaRefusedException refused)
        {
            throw new ToolFailure($"{Address}: {refused.Message}");
        }
        catch (DbException failure)
        {
            throw new ToolFailure($"{Address}: {failure.Message}");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ToolFailure(failure.Message);
        }
    }

    public static ToolFailure Refused(Refusal refusal) =>
        new(string.Join(' ', new[] { $"{refusal.Message} ({refusal.Code})", refusal.Why, refusal.Next }.OfType<string>()));

    private async Task PrepareAsync(CancellationToken ct)
    {
        if (Address.Engine is Engine.Sqlite)
        {
            CreateFolder(DataDirectory);
        }

        await using var connection = await Address.OpenAsync(ct);
        await new SchemaRunner(Address.Engine, TimeProvider.System).ApplyAsync(connection, ct);
    }

    /// <summary>As the service makes it at its first start: for its owner alone.</summary>
    private static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
