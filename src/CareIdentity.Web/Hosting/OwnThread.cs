namespace CareIdentity.Web.Hosting;

/// <summary>Work that keeps a core busy for a good part of a second: the pool has as few threads as the machine has cores, and others wait for them.</summary>
internal static class OwnThread
{
    public static Task<T> RunAsync<T>(Func<T> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);
}
