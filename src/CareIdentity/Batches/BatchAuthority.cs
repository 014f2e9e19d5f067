using CareIdentity.Kernel;

namespace CareIdentity.Batches;

/// <summary>What somebody must be allowed to do to bring a file of a kind. Each line is decided by its own verb besides.</summary>
public static class BatchAuthority
{
    public static RaFunction TaskOf(BatchKind kind) => kind switch
    {
        BatchKind.Create => RaFunction.RaiseRequest,
        BatchKind.StaffRecord => RaFunction.ManageStaffRecords,
        _ => RaFunction.ManageManyAssignments,
    };
}
